// The page of messages as the keyboard and the clipboard see it. What it presses are the page's own buttons.
import { attachPage, mark, writes } from './page.js';

export { back } from './page.js';

export function attach(page, dotnet) {
  if (!page) {
    return { dispose() {} }; // left meanwhile
  }

  const list = () => mark('log');

  const keyed = event => {
    const typing = writes(document.activeElement);
    if (event.key === '/' && !typing) {
      mark('log-search')?.focus();
      mark('log-search')?.select();
    } else if (event.key === 'Escape') {
      if (!typing) {
        mark('entry-close')?.click();
        return false;
      }

      list()?.focus();
    } else if (!typing && (event.key === 'Home' || event.key === 'End') && !document.activeElement.closest('.entry')) {
      mark(event.key === 'Home' ? 'log-oldest' : 'log-live')?.click();
    } else if (event.key === 'ArrowDown' && document.activeElement === mark('log-search')) {
      list()?.focus();
    } else if (document.activeElement === document.body && /^(Arrow(Up|Down)|Page(Up|Down))$/.test(event.key)) {
      list()?.focus();
      return false;
    } else {
      return false;
    }

    return true;
  };

  return attachPage(page, dotnet, keyed);
}

// The row of an entry gets the focus back when its detail closes.
export function focusRow(id) {
  const row = document.querySelector(`[data-testid="log-row"][data-id="${id}"]`);
  (row ?? mark('log'))?.focus({ preventScroll: true });
}

export function focusDetail() {
  mark('entry-close')?.focus({ preventScroll: true });
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
