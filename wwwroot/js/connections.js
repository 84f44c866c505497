// The page of connections as the keyboard sees it. What it presses are the page's own buttons.
const narrow = matchMedia('(max-width: 899px)');
const mark = id => document.querySelector(`[data-testid="${id}"]`);
const writes = element => element?.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') != null;

export function attach(page, dotnet) {
  const dropped = () => [...page.querySelectorAll('details.drop[open]')];
  const names = () => [...page.querySelectorAll('[data-testid="connection-row"] [data-testid="open"], [data-testid="group-row"] [data-testid="expand"]')];

  // One row further, and the table scrolls along; the open detail goes too.
  const step = by => {
    const all = names();
    const row = document.activeElement?.closest('[data-testid="connection-row"], [data-testid="group-row"]');
    const at = row ? all.findIndex(name => row.contains(name)) : -1;
    const next = all[at < 0 ? 0 : at + by];
    next?.focus({ preventScroll: true });
    next?.closest('.row').scrollIntoView({ block: 'nearest' });
    if (next && mark('connection-pane') && !narrow.matches && next.dataset.testid === 'open') {
      next.click();
    }

    return next !== undefined;
  };

  const keyed = event => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('.mud-dialog')) {
      return;
    }

    const typing = writes(document.activeElement);
    const inTable = document.activeElement?.closest('[data-testid="connections-table"]') ?? (document.activeElement === document.body ? page : null);
    if (event.key === '/' && !typing) {
      mark('connections-filter')?.focus();
      mark('connections-filter')?.select();
    } else if (event.key === 'Escape') {
      const [drop] = dropped();
      if (drop) {
        drop.open = false;
        drop.querySelector('summary').focus();
      } else if (typing && !document.activeElement.closest('[data-testid="connection-pane"]')) {
        step(0);
      } else {
        mark('pane-close')?.click();
        return;
      }
    } else if (event.key === 'ArrowDown' && (inTable || document.activeElement === mark('connections-filter'))) {
      step(1);
    } else if (event.key === 'ArrowUp' && inTable) {
      step(-1);
    } else {
      return;
    }

    event.preventDefault();
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
      item.closest('details').open = false;
    }
  };

  const turned = () => dotnet.invokeMethodAsync('TurnNarrow', narrow.matches).catch(() => { /* the server is away: it asks again */ });
  document.addEventListener('keydown', keyed);
  document.addEventListener('pointerdown', pressed);
  page.addEventListener('click', clicked);
  narrow.addEventListener('change', turned);
  turned();

  return {
    dispose() {
      document.removeEventListener('keydown', keyed);
      document.removeEventListener('pointerdown', pressed);
      page.removeEventListener('click', clicked);
      narrow.removeEventListener('change', turned);
    },
  };
}

// The row gets the focus back when its detail closes.
export function focusRow(id) {
  const row = document.querySelector(`[data-testid="connection-row"][data-id="${id}"]`);
  (row?.querySelector('[data-testid="open"]') ?? mark('connections-table'))?.focus({ preventScroll: true });
}

export function focusPane() {
  mark('pane-close')?.focus({ preventScroll: true });
}

export function back() {
  history.back();
}
