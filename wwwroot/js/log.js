// The scrolling of a log: stays at the newest line while it is there, and lets no line move while somebody reads further up.
// The server says where the lines are (data-first, -count, -start, -end), where to go (data-jump, -to, -middle), and whether the last line is the newest (data-tail).
import { call } from './call.js';
import { isComposing } from './keys.js';
import { attachMenus } from './menus.js';

const nearBottom = 5;
const restAfter = 400; // ms without scrolling

export function attach(view, dotnet) {
  if (!view) {
    return { dispose() {} }; // the page was left meanwhile
  }

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
  let restedAtEnd = !size.dataset.to;

  const atTheEnd = () => !size.dataset.paused && size.dataset.tail !== 'no' && view.scrollHeight - view.scrollTop - view.clientHeight <= nearBottom;

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
    call(dotnet, 'ScrollAsync', first + top, rows, following)
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

  const rest = () => {
    if (following && restedAtEnd) {
      return; // each new line scrolls: nobody went anywhere
    }

    restedAtEnd = following;
    call(dotnet, 'RestAsync', first + Math.round(view.scrollTop / row)).catch(() => { restedAtEnd = false; });
  };

  const place = () => {
    const middle = size.dataset.middle ? (view.clientHeight - row) / 2 : 0;
    view.scrollTop = (Number(size.dataset.to) - Number(size.dataset.first)) * row - middle;
    placed = view.scrollTop;
    following = false;
    restedAtEnd = false;
    told = '';
  };

  const changed = () => {
    const now = Number(size.dataset.first);
    const jumped = size.dataset.jump !== jump;
    jump = size.dataset.jump;
    if (jumped) {
      clearTimeout(resting);
    }

    following = following && !size.dataset.paused;
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

  // Keys that belong to the log wherever nobody writes: Space holds it still, / goes to its search.
  const pressed = event => {
    const at = document.activeElement;
    if (event.defaultPrevented || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('.mud-dialog') || at?.closest('input, textarea, select, button, a, summary, [role=separator], [contenteditable]') || !view.clientHeight) {
      return;
    }

    if (event.key === ' ' && !event.shiftKey) {
      document.querySelector('[data-pauses]')?.click();
    } else if (event.key === '/' && view.dataset.search) {
      const box = document.querySelector(`[data-testid="${view.dataset.search}"]`);
      box?.focus();
      box?.select();
    } else if (event.key === 'Escape' && document.querySelector('[data-testid="picked-clear"]')) {
      document.querySelector('[data-testid="picked-clear"]').click();
    } else if (at === document.body && view.dataset.search && /^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/.test(event.key)) {
      view.focus({ preventScroll: true });
      return;
    } else {
      return;
    }

    event.preventDefault();
  };

  const copied = event => {
    const copy = document.querySelector('[data-testid="picked-copy"]');
    if (copy && !document.activeElement?.closest('input, textarea') && getSelection().isCollapsed) {
      event.preventDefault();
      copy.click();
    }
  };

  // Shift and a click mark lines, not text.
  const held = event => {
    if (event.shiftKey && event.target.closest('[data-testid="log-row"]')) {
      event.preventDefault();
      view.focus({ preventScroll: true });
    }
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
  view.addEventListener('mousedown', held);
  document.addEventListener('keydown', pressed);
  document.addEventListener('copy', copied);
  resized();
  if (size.dataset.to) {
    place();
    report();
  }

  const own = view.closest('[data-menus]');
  const leave = own ? attachMenus(own) : () => {};
  view.dataset.placed = 'yes'; // from now on the lines are where they belong
  return {
    dispose() {
      leave();
      clearTimeout(resting);
      mutations.disconnect();
      sizes.disconnect();
      view.removeEventListener('scroll', scrolled);
      view.removeEventListener('wheel', wheeled);
      view.removeEventListener('keydown', keyed);
      view.removeEventListener('mousedown', held);
      document.removeEventListener('keydown', pressed);
      document.removeEventListener('copy', copied);
    },
  };
}
