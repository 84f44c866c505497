// A line between two areas: what stands before it gets so many percent of both. The page has the sizes as variables of its own.
import { call } from './call.js';

const step = 2;

export function attach(line, dotnet) {
  if (!line) {
    return { dispose() {} }; // the page was left meanwhile
  }

  const page = line.parentElement;
  const { name } = line.dataset;
  const [least, most, initial] = [line.dataset.least, line.dataset.most, line.dataset.initial].map(Number);
  const upright = line.getAttribute('aria-orientation') === 'vertical';
  let now = Number(line.getAttribute('aria-valuenow'));
  let keeping = 0;

  const set = percent => {
    now = Math.min(most, Math.max(least, Math.round(percent)));
    page.style.setProperty(`--${name}-a`, `${now}fr`);
    page.style.setProperty(`--${name}-b`, `${100 - now}fr`);
    line.setAttribute('aria-valuenow', now);
  };

  const move = percent => {
    set(percent);
    clearTimeout(keeping);
    keeping = setTimeout(() => call(dotnet, 'KeepAsync', now).catch(() => { /* the server is away: it holds until the reload */ }), 250);
  };

  const dragged = event => {
    const box = page.getBoundingClientRect();
    const kpis = page.querySelector('.kpis').getBoundingClientRect();
    move(upright ? 100 * (event.clientX - box.left) / box.width : 100 * (event.clientY - kpis.bottom) / (box.bottom - kpis.bottom));
  };

  const pressed = event => {
    line.setPointerCapture(event.pointerId);
    line.classList.add('moving');
    line.addEventListener('pointermove', dragged);
    event.preventDefault();
    line.focus();
  };

  const released = () => {
    line.classList.remove('moving');
    line.removeEventListener('pointermove', dragged);
  };

  const keyed = event => {
    const to = {
      [upright ? 'ArrowLeft' : 'ArrowUp']: now - step,
      [upright ? 'ArrowRight' : 'ArrowDown']: now + step,
      Home: least,
      End: most,
      Enter: initial,
    }[event.key];
    if (to !== undefined) {
      move(to);
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const reset = () => move(initial);

  if (now !== initial) {
    set(now);
  }

  line.addEventListener('pointerdown', pressed);
  line.addEventListener('pointerup', released);
  line.addEventListener('pointercancel', released);
  line.addEventListener('keydown', keyed);
  line.addEventListener('dblclick', reset);
  line.dataset.alive = 'yes';
  return {
    dispose() {
      clearTimeout(keeping);
      line.removeEventListener('pointerdown', pressed);
      line.removeEventListener('pointerup', released);
      line.removeEventListener('pointercancel', released);
      line.removeEventListener('pointermove', dragged);
      line.removeEventListener('keydown', keyed);
      line.removeEventListener('dblclick', reset);
    },
  };
}
