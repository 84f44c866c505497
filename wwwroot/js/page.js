// What pages with a list and a detail have in common: menus that drop down, the width of the screen, and which keys are the page's own.
import { call } from './call.js';
import { isComposing } from './keys.js';

const narrow = matchMedia('(max-width: 899px)');
const wide = matchMedia('(min-width: 1900px)');

export const isNarrow = () => narrow.matches;
export const mark = id => document.querySelector(`[data-testid="${id}"]`);
export const writes = element => element?.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') != null;

// dotnet is told of the width of the screen; null for a page that does not ask. keyed(event) gets the keys that no dialog, menu or typed character has; it says whether it was for the page.
export function attachPage(page, dotnet, keyed, tellsWide = false) {
  const dropped = () => [...page.querySelectorAll('details.drop[open]')];

  const pressedKey = event => {
    if (event.defaultPrevented || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('.mud-dialog, dialog[open], :popover-open')) {
      return;
    }

    const [drop] = dropped();
    if (event.key === 'Escape' && drop) {
      drop.open = false;
      drop.querySelector('summary').focus();
      event.preventDefault();
    } else if (keyed(event)) {
      event.preventDefault();
    }
  };

  const pressed = event => {
    for (const drop of dropped()) {
      if (!drop.contains(event.target)) {
        drop.open = false;
      }
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

  const tell = (name, what) => dotnet && call(dotnet, name, what.matches).catch(() => { /* the server is away: it is told when it is back */ });
  const turned = () => tell('TurnNarrow', narrow);
  const widened = () => tell('TurnWide', wide);
  const found = () => {
    turned();
    if (tellsWide) {
      widened();
    }
  };
  document.addEventListener('keydown', pressedKey);
  document.addEventListener('pointerdown', pressed);
  page.addEventListener('click', clicked);
  narrow.addEventListener('change', turned);
  if (tellsWide) {
    wide.addEventListener('change', widened);
  }

  addEventListener('chathub:found', found);
  found();

  page.dataset.alive = 'yes';
  return {
    dispose() {
      document.removeEventListener('keydown', pressedKey);
      document.removeEventListener('pointerdown', pressed);
      page.removeEventListener('click', clicked);
      narrow.removeEventListener('change', turned);
      wide.removeEventListener('change', widened);
      removeEventListener('chathub:found', found);
    },
  };
}

export function back() {
  history.back();
}
