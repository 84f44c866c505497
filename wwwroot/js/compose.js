// What stands beside the send box and belongs to the browser: the texts sent before, the snippets, and reading a file piece by piece.
// Kept in localStorage: an operator's own words are nobody else's to change. Of whoever signed in the server keeps the snippets too.
import { call } from './call.js';
import { isComposing } from './keys.js';
import { fits, isUnsaved, markUnsaved, saved } from './snippets.js';

const keys = { sent: 'chathub.sent', snippets: 'chathub.snippets' };
const most = { sent: 50, snippets: 100 };
const mostCharacters = 400_000; // of all the texts of a list
const pieceBytes = 16 * 1024; // well below the 32 KB that may be sent at once

const valid = entry => typeof entry?.t === 'string' && entry.t.length <= 24_000 && typeof entry.o === 'string' && (entry.name === undefined || typeof entry.name === 'string');

const read = list => {
  try {
    const kept = JSON.parse(localStorage.getItem(keys[list]));
    return Array.isArray(kept) ? kept.filter(valid).slice(0, most[list]) : [];
  } catch {
    return [];
  }
};

const write = (list, entries) => {
  let left = mostCharacters;
  const kept = entries.slice(0, most[list]).filter(entry => (left -= entry.t.length) >= 0);
  const json = JSON.stringify(kept);
  try {
    localStorage.setItem(keys[list], json);
  } catch {
    // storage is full or switched off
  }

  return json;
};

const make = (tag, kind, text) => {
  const element = document.createElement(tag);
  element.className = kind;
  if (text !== undefined) {
    element.textContent = text;
  }

  if (tag === 'button') {
    element.type = 'button';
  }

  return element;
};

export function attach(form, dotnet) {
  if (!form) {
    return { dispose() {} }; // the page was left meanwhile
  }

  const box = form.querySelector('textarea');
  const options = () => form.dataset.options ?? '';
  form.chathubSent = () => read('sent');
  form.chathubRemember = text => {
    const entry = { t: text, o: options() };
    write('sent', [entry, ...read('sent').filter(one => one.t !== text || one.o !== entry.o)]);
  };

  // The list in a sheet, as its search box filters it.
  const draw = drop => {
    const list = drop.dataset.list;
    const items = drop.querySelector('[data-items]');
    const wanted = drop.querySelector('[data-find]').value.trim().toLowerCase();
    const entries = read(list).filter(entry => wanted === '' || `${entry.name ?? ''}\n${entry.t}`.toLowerCase().includes(wanted));
    items.replaceChildren(...entries.map(entry => {
      const row = make('div', 'item');
      const use = make('button', 'use');
      use.append(...(entry.name ? [make('strong', '', entry.name)] : []), make('span', 'text', entry.t.slice(0, 200)), ...(entry.o ? [make('small', '', entry.o)] : []));
      use.addEventListener('click', () => {
        drop.open = false;
        form.dispatchEvent(new CustomEvent('chathub:fill', { detail: entry }));
      });
      const remove = make('button', 'remove', '✕');
      remove.title = items.dataset.remove;
      remove.setAttribute('aria-label', `${items.dataset.remove}: ${entry.name ?? entry.t.slice(0, 40)}`);
      remove.addEventListener('click', () => {
        const before = read(list);
        const isIt = one => one.t === entry.t && one.name === entry.name && one.o === entry.o;
        const place = before.findIndex(isIt);
        save(list, before.filter(one => !isIt(one)));
        draw(drop);
        offerBack(drop, entry, () => save(list, read(list).toSpliced(place, 0, entry))); // others may have come meanwhile
      });
      row.append(use, remove);
      return row;
    }), ...(entries.length === 0 ? [make('p', 'none', items.dataset.none)] : []));
  };

  // What was removed by mistake comes back, as long as the sheet shows the same list.
  const offerBack = (drop, entry, undo) => {
    const items = drop.querySelector('[data-items]');
    const line = make('div', 'undo');
    const button = make('button', 'plain', items.dataset.undo);
    line.setAttribute('role', 'status');
    line.append(make('span', '', `${items.dataset.removed} ${entry.name ?? entry.t.slice(0, 40)}`), button);
    button.addEventListener('click', () => {
      undo();
      draw(drop);
      drop.querySelector('[data-find]').focus();
    });
    items.prepend(line);
    button.focus();
  };

  // More than that stays in this browser.
  const tell = json => {
    if (fits(json)) {
      call(dotnet, 'KeepSnippetsAsync', json).then(kept => kept && saved(json), () => { /* the server is away: this browser has them, and sends them when it is back */ });
    }
  };

  const save = (list, entries) => {
    const json = write(list, entries);
    if (list === 'snippets') {
      markUnsaved();
      tell(json);
    }
  };

  const keepSnippet = drop => {
    const name = drop.querySelector('[data-name]');
    if (box.value.trim() !== '' && name.value.trim() !== '') {
      const fills = /\{(name|time|n)\}/.test(box.value) && !options().includes('fill') && !options().includes('hex');
      const entry = { name: name.value.trim(), t: box.value, o: fills ? `${options()} fill`.trim() : options() };
      save('snippets', [entry, ...read('snippets').filter(one => one.name !== entry.name)]);
      name.value = '';
      draw(drop);
    } else {
      (box.value.trim() === '' ? box : name).focus();
    }
  };

  const sendFile = async input => {
    const file = input.files[0];
    input.value = '';
    if (!file) {
      return;
    }

    try {
      let wanted = await call(dotnet, 'BeginFileAsync', file.name.slice(0, 200), file.size);
      for (let at = 0; wanted && at < file.size; at += pieceBytes) {
        const piece = new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
        wanted = await call(dotnet, 'SendPieceAsync', piece);
      }
    } catch {
      call(dotnet, 'EndFile').catch(() => { /* the server is away: it stops the file by itself */ });
    }
  };

  const toggled = event => {
    if (event.target.matches?.('details[data-list]') && event.target.open) {
      const find = event.target.querySelector('[data-find]');
      find.value = '';
      draw(event.target);
      if (!find.closest('.dropped').contains(document.activeElement)) {
        find.focus(); // told a moment after it opened: whoever writes in it by then goes on where they are
      }
    }
  };

  const typed = event => {
    if (event.target.matches('[data-find]')) {
      draw(event.target.closest('details'));
    }
  };

  const clicked = event => {
    if (event.target.closest('[data-keep]')) {
      keepSnippet(event.target.closest('details'));
    } else if (event.target.closest('[data-repeat]')) {
      event.target.closest('details').open = false;
      form.dispatchEvent(new CustomEvent('chathub:repeat'));
    }
  };

  const changed = event => {
    if (event.target.matches('[data-file]')) {
      sendFile(event.target);
    }
  };

  const opened = () => [...form.querySelectorAll('details.drop[open]')];
  const pressed = event => {
    for (const drop of opened()) {
      if (!drop.contains(event.target)) {
        drop.open = false;
      }
    }
  };

  const keyed = event => {
    if (isComposing(event)) {
      return;
    }

    const drop = event.target.closest('details.drop[open]');
    if (event.key === 'Enter' && event.target.matches('input')) {
      event.preventDefault(); // no reason to send what stands in the box
      if (event.target.matches('[data-name]')) {
        keepSnippet(drop);
      }
    } else if (event.key === 'Escape' && drop) {
      drop.open = false;
      drop.querySelector('summary').focus();
      event.stopPropagation();
    } else if (drop && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const stops = [...drop.querySelectorAll('[data-find], .use')];
      const next = stops[stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next && !event.target.matches('[type=number]')) {
        next.focus();
        event.preventDefault();
      }
    }
  };

  form.addEventListener('toggle', toggled, true);
  form.addEventListener('input', typed);
  form.addEventListener('click', clicked);
  form.addEventListener('change', changed);
  form.addEventListener('keydown', keyed);
  document.addEventListener('pointerdown', pressed);
  if (isUnsaved()) {
    save('snippets', read('snippets'));
  }

  form.dataset.alive = 'yes';
  return {
    dispose() {
      form.removeEventListener('toggle', toggled, true);
      form.removeEventListener('input', typed);
      form.removeEventListener('click', clicked);
      form.removeEventListener('change', changed);
      form.removeEventListener('keydown', keyed);
      document.removeEventListener('pointerdown', pressed);
    },
  };
}
