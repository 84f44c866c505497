// The send box belongs to the browser: typing never waits for the server, and the draft outlives it.
const draftKey = 'chathub.draft';
const sentKey = 'chathub.sent';
const remembered = 50;

const read = (key, otherwise) => {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const write = (key, value) => {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage is full or switched off: the draft lasts as long as the page
  }
};

export function attach(form, dotnet, limit) {
  const box = form.querySelector('textarea');
  const count = form.querySelector('.count');
  const sent = read(sentKey, []);
  let recalled = -1; // how far back; -1 is the draft itself
  let draft = '';
  let sending = Promise.resolve();

  const grow = () => {
    form.style.height = `${form.offsetHeight}px`; // while the box is measured, nothing around it moves
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + 2}px`;
    form.style.height = '';
    const near = box.value.length >= limit * 0.8;
    count.hidden = !near;
    count.textContent = near ? `${box.value.length.toLocaleString('en')} / ${limit.toLocaleString('en')}` : '';
    count.classList.toggle('full', box.value.length >= limit);
  };

  const show = (text, caret) => {
    box.value = text;
    box.setSelectionRange(caret, caret);
    grow();
  };

  const typed = () => {
    recalled = -1;
    form.classList.toggle('typing', box.value !== ''); // what became of the last text is no longer of interest
    write(draftKey, box.value);
    grow();
  };

  const remember = text => {
    if (sent[0] !== text) {
      sent.unshift(text);
      sent.length = Math.min(sent.length, remembered);
      write(sentKey, sent);
    }
  };

  const send = async text => {
    let taken = false;
    remember(text); // before it leaves: whatever becomes of the connection, the arrow key brings it back
    try {
      taken = await dotnet.invokeMethodAsync('SendAsync', new TextEncoder().encode(text));
    } catch {
      form.classList.add('offline'); // the page is not connected
    }

    if (!taken && box.value === '') {
      show(text, text.length);
    }

    write(draftKey, box.value);
  };

  const submit = event => {
    event?.preventDefault();
    const text = box.value;
    if (document.documentElement.dataset.connection === 'lost') {
      form.classList.add('offline');
      return;
    }

    form.classList.remove('offline', 'typing');
    recalled = -1;
    if (text.trim() === '') {
      dotnet.invokeMethodAsync('SendAsync', new Uint8Array()).catch(() => { /* nothing to say, nobody to say it to */ });
      return;
    }

    show('', 0); // the draft stays in storage until the server has taken it
    sending = sending.then(() => send(text));
    box.focus();
  };

  const keyed = event => {
    if (event.isComposing || event.keyCode === 229) {
      return; // an input method is at work: the key is its own
    }

    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      submit(event);
    } else if (event.key === 'ArrowUp' && box.selectionStart === 0 && box.selectionEnd === 0 && recalled + 1 < sent.length) {
      event.preventDefault();
      draft = recalled < 0 ? box.value : draft;
      show(sent[++recalled], 0);
    } else if (event.key === 'ArrowDown' && recalled >= 0 && box.selectionStart === box.selectionEnd) {
      event.preventDefault();
      const back = --recalled < 0;
      show(back ? draft : sent[recalled], back ? draft.length : 0);
    }
  };

  form.addEventListener('submit', submit);
  box.addEventListener('keydown', keyed);
  box.addEventListener('input', typed);
  const kept = read(draftKey, '');
  if (kept !== '' && box.value === '') {
    show(kept, kept.length);
  }

  grow();
  return {
    focus() {
      box.focus();
    },
    dispose() {
      form.removeEventListener('submit', submit);
      box.removeEventListener('keydown', keyed);
      box.removeEventListener('input', typed);
    },
  };
}
