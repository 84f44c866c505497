// Menus that drop down: closed by a click beside them, by Escape, and by what was chosen in them.
import { isComposing } from './keys.js';

export function attachMenus(root) {
  const dropped = () => [...root.querySelectorAll('details.drop[open]')];
  const pressed = event => {
    for (const drop of dropped()) {
      if (!drop.contains(event.target)) {
        drop.open = false;
      }
    }
  };

  const keyed = event => {
    const [drop] = event.key === 'Escape' && !event.defaultPrevented && !isComposing(event) ? dropped() : [];
    if (drop) {
      drop.open = false;
      drop.querySelector('summary').focus();
      event.preventDefault();
    }
  };

  const clicked = event => {
    const item = event.target.closest('details.drop [data-closes]');
    if (item) {
      const drop = item.closest('details');
      drop.querySelector('summary').focus({ preventScroll: true }); // a dialog gives the focus back to where it was
      drop.open = false;
    }
  };

  document.addEventListener('pointerdown', pressed);
  document.addEventListener('keydown', keyed);
  root.addEventListener('click', clicked);
  return () => {
    document.removeEventListener('pointerdown', pressed);
    document.removeEventListener('keydown', keyed);
    root.removeEventListener('click', clicked);
  };
}
