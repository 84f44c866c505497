// The send box belongs to the browser: typing never waits for the server, and the draft outlives it.
import { call } from './call.js';
import { isComposing } from './keys.js';

const mostBytes = 24_000; // of a text; what is sent at once must stay below 32 KB, or the connection is closed
const pause = 200; // ms without a key before the server is asked what the text is in its encodings

const read = (key, otherwise) => {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const write = (key, value) => {
  try {
    if (value === '') {
      sessionStorage.removeItem(key);
    } else {
      sessionStorage.setItem(key, JSON.stringify(value));
    }
  } catch {
    // storage is full or switched off: the draft lasts as long as the page
  }
};

export function attach(form, dotnet) {
  if (!form) {
    return { look() {}, focus() {}, dispose() {} }; // the page was left meanwhile
  }

  const box = form.querySelector('textarea');
  const count = form.querySelector('.count');
  const draftKey = form.dataset.draft; // none: it ends with the box
  const keepsMeant = form.dataset.means === 'yes'; // how the draft is meant is kept with it; the server keeps it for the other box
  let recalled = -1; // how far back; -1 is the draft itself
  let draft = { t: '', o: '' }; // with the way it was meant
  let sending = Promise.resolve();
  let looking = 0;
  const sent = () => form.chathubSent?.() ?? [];
  const keep = () => draftKey && write(draftKey, keepsMeant && box.value !== '' ? { t: box.value, o: form.dataset.options ?? '' } : box.value);

  const isTooLong = () => box.value.length > mostBytes / 3 && new TextEncoder().encode(box.value).length > mostBytes;

  const grow = () => {
    const limit = box.maxLength;
    form.style.height = `${form.offsetHeight}px`; // while the box is measured, nothing around it moves
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + 2}px`;
    form.style.height = '';
    const near = box.value.length >= limit * 0.8;
    count.hidden = !near;
    count.textContent = near ? `${box.value.length.toLocaleString('en')} / ${limit.toLocaleString('en')}` : '';
    count.classList.toggle('full', box.value.length >= limit);
    form.classList.toggle('long', isTooLong());
  };

  const show = (text, caret) => {
    box.value = text;
    box.setSelectionRange(caret, caret);
    grow();
    look(pause);
  };

  const look = after => {
    clearTimeout(looking);
    looking = setTimeout(() => {
      if (form.dataset.preview === 'yes' && !isTooLong()) {
        call(dotnet, 'Preview', new TextEncoder().encode(box.value)).catch(() => { /* the server is away */ });
      }
    }, after);
  };

  const typed = () => {
    recalled = -1;
    form.classList.toggle('typing', box.value !== ''); // what became of the last text is no longer of interest
    keep();
    grow();
    look(pause);
  };

  const recall = (entry, caret = 0) => {
    show(entry.t, caret);
    call(dotnet, 'UseOptions', entry.o).catch(() => { /* the server is away: it is meant as before then */ });
  };

  const send = async (text, how) => {
    let taken = false;
    try {
      taken = await call(dotnet, how, new TextEncoder().encode(text));
    } catch (failure) {
      form.classList.add(failure.mayHaveIt ? 'unsure' : 'offline');
    }

    if (!taken && box.value === '') {
      show(text, text.length);
    }

    keep();
  };

  const submit = (event, how = 'SendAsync') => {
    event?.preventDefault();
    const text = box.value;
    if (document.documentElement.dataset.connection === 'lost') {
      form.classList.add('offline');
      return;
    }

    form.classList.remove('offline', 'unsure', 'typing');
    form.classList.toggle('long', isTooLong());
    if (isTooLong()) {
      return;
    }

    recalled = -1;
    if (text.trim() === '') {
      call(dotnet, how, new Uint8Array()).catch(() => { /* nothing to say, nobody to say it to */ });
      return;
    }

    form.chathubRemember?.(text); // before it leaves or waits: whatever becomes of the connection, the arrow key brings it back
    show('', 0); // the draft stays in storage until the server has taken it
    sending = sending.then(() => send(text, how));
    box.focus();
  };

  const keyed = event => {
    if (isComposing(event)) {
      return;
    }

    const before = sent();
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      submit(event);
    } else if (event.key === 'ArrowUp' && box.selectionStart === 0 && box.selectionEnd === 0 && recalled + 1 < before.length) {
      event.preventDefault();
      draft = recalled < 0 ? { t: box.value, o: form.dataset.options ?? '' } : draft;
      recall(before[++recalled]);
    } else if (event.key === 'ArrowDown' && recalled >= 0 && box.selectionStart === box.selectionEnd) {
      event.preventDefault();
      if (--recalled < 0) {
        recall(draft, draft.t.length);
      } else {
        recall(before[recalled]);
      }
    }
  };

  const filled = event => {
    recall(event.detail);
    form.classList.remove('typing');
    keep();
    box.focus();
  };
  const repeated = () => submit(null, 'RepeatAsync');

  form.addEventListener('submit', submit);
  form.addEventListener('chathub:fill', filled);
  form.addEventListener('chathub:repeat', repeated);
  box.addEventListener('keydown', keyed);
  box.addEventListener('input', typed);
  const kept = draftKey ? read(draftKey, '') : '';
  if (kept.t && box.value === '') {
    recall(kept, kept.t.length);
  } else if (kept !== '' && box.value === '') {
    show(kept, kept.length);
  }

  grow();
  return {
    look() {
      if (box.value !== '') {
        keep(); // it may be meant in another way now
      }

      grow();
      look(0);
    },
    focus() {
      box.focus();
    },
    dispose() {
      clearTimeout(looking);
      form.removeEventListener('submit', submit);
      form.removeEventListener('chathub:fill', filled);
      form.removeEventListener('chathub:repeat', repeated);
      box.removeEventListener('keydown', keyed);
      box.removeEventListener('input', typed);
    },
  };
}
