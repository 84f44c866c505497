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
    } else if (event.key === 'Escape' && mark('editor-close') && !page.querySelector('form[data-touched]')) {
      mark('editor-close').click();
    } else {
      return false;
    }

    return true;
  };

  // What somebody has begun to fill in is closed by a press on its button only: a key would be too easy.
  const touched = event => event.target.closest('form.fields')?.setAttribute('data-touched', 'yes');
  const submitted = event => event.target.removeAttribute('data-touched');
  page.addEventListener('input', touched);
  page.addEventListener('submit', submitted);
  const attached = attachPage(page, null, keyed);
  return {
    dispose() {
      attached.dispose();
      page.removeEventListener('input', touched);
      page.removeEventListener('submit', submitted);
    },
  };
}
