// Points at moments of the charts: by mouse, finger or keys. The page is told which second, and draws the rest.
import { call } from './call.js';

export function attach(root, dotnet) {
  if (!root) {
    return { dispose() {} }; // left meanwhile
  }

  let told = null;
  let wanted = null;
  let busy = false;

  const tell = () => {
    if (busy || wanted === told) {
      return;
    }

    busy = true;
    told = wanted;
    call(dotnet, 'Point', told)
      .then(() => {
        busy = false;
        tell();
      }, () => {
        busy = false;
        told = undefined; // told with the next move: at once it would fail again, for ever, while the server is away
      });
  };

  const point = second => {
    wanted = second;
    tell();
  };

  const plotOf = event => event.target.closest?.('[data-plot]');
  const facts = plot => ({ start: Number(plot.dataset.start), step: Number(plot.dataset.step), count: Number(plot.dataset.count) });
  const under = (plot, x) => {
    const { start, step, count } = facts(plot);
    const box = plot.getBoundingClientRect();
    return start + Math.min(count - 1, Math.max(0, Math.floor((x - box.left) / box.width * count))) * step;
  };

  const moved = event => {
    const plot = plotOf(event);
    if (plot) {
      point(under(plot, event.clientX));
    } else if (event.pointerType === 'mouse' && !document.activeElement?.matches('[data-plot]:focus-visible')) {
      const bar = event.target.closest?.('.bar');
      if (!bar) {
        point(null); // on the way to the link above it stays
      }
    }
  };

  const left = event => {
    if (event.pointerType === 'mouse') {
      point(null);
    }
  };

  let finger = false;
  const pressed = event => { finger = event.pointerType !== 'mouse'; };
  const clicked = event => {
    const plot = plotOf(event);
    if (!plot) {
      return;
    }

    const second = under(plot, event.clientX);
    point(second);
    if (!finger) {
      call(dotnet, 'Open', second).catch(() => { /* the server is away */ });
    }
  };

  const keyed = event => {
    const plot = plotOf(event);
    if (!plot || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }

    const { start, step, count } = facts(plot);
    const last = start + (count - 1) * step;
    const at = wanted === null ? last : wanted;
    const page = Math.round(count / 12) * step;
    const to = { ArrowLeft: at - step, ArrowRight: at + step, ArrowDown: at - step, ArrowUp: at + step, PageDown: at - page, PageUp: at + page, Home: start, End: last }[event.key];
    if (to !== undefined) {
      point(Math.min(last, Math.max(start, to)));
    } else if (event.key === 'Enter') {
      call(dotnet, 'Open', at).catch(() => { /* the server is away */ });
    } else if (event.key === 'Escape') {
      point(null);
    } else {
      return;
    }

    event.preventDefault();
  };

  const unfocused = event => {
    if (plotOf(event) && !event.relatedTarget?.closest?.('[data-plot], .bar')) {
      point(null);
    }
  };

  root.addEventListener('pointermove', moved, { passive: true });
  root.addEventListener('pointerleave', left, { passive: true });
  root.addEventListener('pointerdown', pressed, { passive: true });
  root.addEventListener('click', clicked);
  root.addEventListener('keydown', keyed);
  root.addEventListener('focusout', unfocused);

  return {
    dispose() {
      root.removeEventListener('pointermove', moved);
      root.removeEventListener('pointerleave', left);
      root.removeEventListener('pointerdown', pressed);
      root.removeEventListener('click', clicked);
      root.removeEventListener('keydown', keyed);
      root.removeEventListener('focusout', unfocused);
    },
  };
}
