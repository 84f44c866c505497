// The page of connections as the keyboard sees it. What it presses are the page's own buttons.
import { attachPage, isNarrow, mark, writes } from './page.js';

export { back } from './page.js';

export function attach(page, dotnet) {
  if (!page) {
    return { dispose() {} }; // left meanwhile
  }

  const names = () => [...page.querySelectorAll('[data-testid="connection-row"] [data-testid="open"], [data-testid="group-row"] [data-testid="expand"]')];

  // One row further, and the table scrolls along; the open detail goes too.
  const step = by => {
    const all = names();
    const row = document.activeElement?.closest('[data-testid="connection-row"], [data-testid="group-row"]');
    const at = row ? all.findIndex(name => row.contains(name)) : -1;
    const next = all[at < 0 ? 0 : at + by];
    next?.focus({ preventScroll: true });
    next?.closest('.row').scrollIntoView({ block: 'nearest' });
    if (next && mark('connection-pane') && !isNarrow() && next.dataset.testid === 'open') {
      next.click();
    }
  };

  const keyed = event => {
    const typing = writes(document.activeElement);
    const inTable = document.activeElement?.closest('[data-testid="connections-table"]') ?? (document.activeElement === document.body ? page : null);
    if (event.key === '/' && !typing) {
      mark('connections-filter')?.focus();
      mark('connections-filter')?.select();
    } else if (event.key === 'Escape') {
      if (!typing || document.activeElement.closest('[data-testid="connection-pane"]')) {
        mark('pane-close')?.click();
        return false;
      }

      step(0);
    } else if (event.key === 'ArrowDown' && (inTable || document.activeElement === mark('connections-filter'))) {
      step(1);
    } else if (event.key === 'ArrowUp' && inTable) {
      step(-1);
    } else {
      return false;
    }

    return true;
  };

  return attachPage(page, dotnet, keyed, true);
}

// The row gets the focus back when its detail closes.
export function focusRow(id) {
  const row = document.querySelector(`[data-testid="connection-row"][data-id="${id}"]`);
  (row?.querySelector('[data-testid="open"]') ?? mark('connections-table'))?.focus({ preventScroll: true });
}

export function focusPane() {
  mark('pane-close')?.focus({ preventScroll: true });
}
