// The scrolling of the message log: stays at the newest line while it is there, and lets no line move while somebody reads further up.
const nearBottom = 5;

export function attach(view, dotnet) {
  const size = view.firstElementChild;
  let row = 24;
  let height = 0;
  let first = Number(size.dataset.first);
  let jump = size.dataset.jump;
  let following = true;
  let told = '';
  let asking = false;
  let again = false;

  const pin = () => { view.scrollTop = view.scrollHeight; };

  const report = () => {
    if (!view.clientHeight) {
      return; // not on the screen
    }

    const top = Math.floor(view.scrollTop / row);
    const rows = Math.ceil(view.clientHeight / row) + 1;
    const { start, end, count } = size.dataset;
    const covered = Number(start) <= Math.max(0, top - 5) && Number(end) >= Math.min(Number(count), top + rows + 5);
    if (covered && told === `${rows} ${following}`) {
      return;
    }

    if (asking) {
      again = true;
      return;
    }

    asking = true;
    told = `${rows} ${following}`;
    dotnet.invokeMethodAsync('ScrollAsync', first + top, rows, following)
      .catch(() => { told = ''; })
      .finally(() => {
        asking = false;
        if (again) {
          again = false;
          report();
        }
      });
  };

  const scrolled = () => {
    if (view.clientHeight !== height) {
      resized(); // the view changed its height under the lines: nobody scrolled
    } else if (view.clientHeight) {
      following = view.scrollHeight - view.scrollTop - view.clientHeight <= nearBottom;
      report();
    }
  };

  const changed = () => {
    const now = Number(size.dataset.first);
    if (size.dataset.jump !== jump) {
      jump = size.dataset.jump;
      following = true;
    }

    if (following) {
      pin();
    } else if (now !== first) {
      view.scrollTop -= (now - first) * row;
    }

    first = now;
    report();
  };

  const resized = () => {
    height = view.clientHeight;
    row = parseFloat(getComputedStyle(view).getPropertyValue('--row')) || row;
    if (following) {
      pin();
    }

    report();
  };

  const keyed = event => {
    const rows = [...view.querySelectorAll('[data-testid="log-row"]')];
    const at = rows.indexOf(document.activeElement);
    if (event.key === 'Enter' && at >= 0) {
      rows[at].click();
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && rows.length > 0) {
      const box = view.getBoundingClientRect();
      const seen = rows.findLastIndex(one => one.getBoundingClientRect().bottom <= box.bottom + 1);
      const next = rows[at < 0 ? seen : at + (event.key === 'ArrowUp' ? -1 : 1)];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'nearest' });
    } else {
      return;
    }

    event.preventDefault();
  };

  const wheeled = event => {
    if (event.deltaY < 0 && view.scrollTop > 0) {
      following = false; // before the next line pulls it down again
    }
  };

  const mutations = new MutationObserver(changed);
  mutations.observe(size, { attributes: true });
  const sizes = new ResizeObserver(resized);
  sizes.observe(view);
  view.addEventListener('scroll', scrolled, { passive: true });
  view.addEventListener('wheel', wheeled, { passive: true });
  view.addEventListener('keydown', keyed);
  resized();

  return {
    dispose() {
      mutations.disconnect();
      sizes.disconnect();
      view.removeEventListener('scroll', scrolled);
      view.removeEventListener('wheel', wheeled);
      view.removeEventListener('keydown', keyed);
    },
  };
}
