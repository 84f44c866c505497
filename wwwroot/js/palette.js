// The keys of the whole dashboard: Ctrl+K for the palette, ? for help. The dialog is the browser's own: it holds the focus and gives it back.
import { call } from './call.js';
import { isComposing } from './keys.js';

const moving = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Enter']);
const writes = target => target.matches?.('input, textarea, select, [contenteditable]');

export function attach(dialog, dotnet) {
  const tell = (method, ...values) => call(dotnet, method, ...values).catch(() => { /* the server is away */ });
  const busy = () => document.querySelector('.mud-dialog');

  const keyed = event => {
    if (isComposing(event)) {
      return;
    }

    const palette = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
    const help = event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target);
    if (palette || help) {
      event.preventDefault();
      if (!event.repeat && !busy()) {
        tell(palette ? 'OpenPaletteAsync' : 'OpenHelpAsync');
      }
    } else if (dialog.open && dialog.contains(event.target) && event.target.matches('input') && moving.has(event.key)) {
      event.preventDefault();
      tell('KeyAsync', event.key);
    }
  };

  const clicked = event => {
    if (event.target.closest?.('[data-palette]')) {
      tell('OpenPaletteAsync');
    } else if (event.target.closest?.('[data-help]')) {
      tell('OpenHelpAsync');
    } else if (event.target === dialog) {
      dialog.close(); // beside it
    }
  };

  const closed = () => tell('Closed');
  const seen = new MutationObserver(() => dialog.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
  seen.observe(dialog, { subtree: true, attributes: true, attributeFilter: ['aria-selected'] });
  addEventListener('keydown', keyed, true);
  document.addEventListener('click', clicked);
  dialog.addEventListener('close', closed);
  dialog.dataset.alive = 'yes';

  return {
    show() {
      if (!dialog.open) {
        dialog.showModal();
      }

      const box = dialog.querySelector('input');
      if (box) {
        box.value = '';
        box.focus();
      }
    },
    close() {
      dialog.close();
    },
    dispose() {
      seen.disconnect();
      removeEventListener('keydown', keyed, true);
      document.removeEventListener('click', clicked);
      dialog.removeEventListener('close', closed);
    },
  };
}
