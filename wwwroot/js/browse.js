// The page of messages as the keyboard and the clipboard see it. What it presses are the page's own buttons.
const narrow = matchMedia('(max-width: 899px)');
const writes = element => element?.closest('input, textarea, select, [contenteditable]') !== null && element !== null;
const mark = id => document.querySelector(`[data-testid="${id}"]`);

export function attach(page, dotnet) {
  const list = () => mark('log');

  const dropped = () => [...page.querySelectorAll('details.drop[open]')];

  const keyed = event => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('.mud-dialog')) {
      return;
    }

    const typing = writes(document.activeElement);
    if (event.key === '/' && !typing) {
      mark('log-search')?.focus();
      mark('log-search')?.select();
    } else if (event.key === 'Escape') {
      const [drop] = dropped();
      if (drop) {
        drop.open = false;
        drop.querySelector('summary').focus();
      } else if (typing) {
        list()?.focus();
      } else {
        mark('entry-close')?.click();
        return;
      }
    } else if (!typing && (event.key === 'Home' || event.key === 'End') && !document.activeElement.closest('.entry')) {
      mark(event.key === 'Home' ? 'log-oldest' : 'log-live')?.click();
    } else if (event.key === 'ArrowDown' && document.activeElement === mark('log-search')) {
      list()?.focus();
    } else if (document.activeElement === document.body && /^(Arrow(Up|Down)|Page(Up|Down))$/.test(event.key)) {
      list()?.focus();
      return;
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

// The row of an entry gets the focus back when its detail closes.
export function focusRow(id) {
  const row = document.querySelector(`[data-testid="log-row"][data-id="${id}"]`);
  (row ?? mark('log'))?.focus({ preventScroll: true });
}

export function focusDetail() {
  mark('entry-close')?.focus({ preventScroll: true });
}

export function back() {
  history.back();
}

export function download(url) {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

// False: the browser does not let a page copy.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text); // only where the page is secure
    return true;
  } catch {
    const box = document.createElement('textarea');
    const before = document.activeElement;
    box.value = text;
    box.className = 'unseen';
    box.setAttribute('readonly', '');
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    before?.focus({ preventScroll: true });
    return done;
  }
}
