// The keys of a page that has a filter or something open beside its list, and no script of its own.
import { attachPage, mark, writes } from './page.js';

export function attach(here) {
  const page = here?.closest('main');
  if (!page) {
    return { dispose() {} }; // left meanwhile
  }

  const filter = () => page.querySelector('input.filter');

  const keyed = event => {
    const typing = writes(document.activeElement);
    if (event.key === '/' && !typing && filter()) {
      filter().focus();
      filter().select();
    } else if (event.key === 'Escape' && typing) {
      document.getElementById('log')?.focus({ preventScroll: true }); // what was typed stays: another Esc closes
    } else if (event.key === 'Escape' && mark('editor-close')) {
      mark('editor-close').click();
    } else {
      return false;
    }

    return true;
  };

  return attachPage(page, null, keyed);
}
