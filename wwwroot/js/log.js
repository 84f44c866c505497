// The scrolling of a log: stays at the newest line while it is there, and lets no line move while somebody reads further up.
// The server says where the lines are (data-first, -count, -start, -end), where to go (data-jump, -to, -middle), and whether the last line is the newest (data-tail).
const nearBottom = 5;
const restAfter = 400; // ms without scrolling

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
  let tail = size.dataset.tail;
  let placed = -1; // where this script scrolled to: that was nobody's wish
  let resting = 0;

  const atTheEnd = () => size.dataset.tail !== 'no' && view.scrollHeight - view.scrollTop - view.clientHeight <= nearBottom;

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
      if (Math.abs(view.scrollTop - placed) < 1) {
        report();
        return;
      }

      placed = -1;
      following = atTheEnd();
      report();
      if (view.dataset.rest) {
        clearTimeout(resting);
        resting = setTimeout(rest, restAfter);
      }
    }
  };

  const rest = () => dotnet.invokeMethodAsync('RestAsync', first + Math.round(view.scrollTop / row)).catch(() => { /* the server is away */ });

  const place = () => {
    const middle = size.dataset.middle ? (view.clientHeight - row) / 2 : 0;
    view.scrollTop = (Number(size.dataset.to) - Number(size.dataset.first)) * row - middle;
    placed = view.scrollTop;
    following = false;
    told = '';
  };

  const changed = () => {
    const now = Number(size.dataset.first);
    const jumped = size.dataset.jump !== jump;
    jump = size.dataset.jump;
    if (jumped) {
      clearTimeout(resting);
    }

    if (jumped && size.dataset.to) {
      place();
    } else if (jumped || following) {
      following = true;
      pin();
    } else if (now !== first) {
      view.scrollTop -= (now - first) * row;
      placed = view.scrollTop;
    } else if (tail === 'no' && placed < 0) {
      following = atTheEnd(); // the lines end here after all
    }

    tail = size.dataset.tail;
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
      if (view.dataset.open) {
        next?.click(); // the detail goes along
      }
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
  if (size.dataset.to) {
    place();
    report();
  }

  return {
    dispose() {
      clearTimeout(resting);
      mutations.disconnect();
      sizes.disconnect();
      view.removeEventListener('scroll', scrolled);
      view.removeEventListener('wheel', wheeled);
      view.removeEventListener('keydown', keyed);
    },
  };
}
