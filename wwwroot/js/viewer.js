// What the server has to know of the browser, and what the browser keeps for it.
import { call } from './call.js';
import { fits, isUnsaved, unsavedKey } from './snippets.js';

const prefix = 'chathub.keep.';
const lastingPrefix = 'chathub.lasting.';
const ownerKey = 'chathub.owner'; // the account that what is kept is of
const mostAtOnce = 12_000; // characters of what is kept that go with the facts: all together must stay below 32 KB, and a character can take 3 bytes, or 6 where it is escaped
const mostKept = 400_000; // characters of all that is kept
const own = ['theme', 'language', 'snippets']; // what scripts read by itself
const read = (storage, key) => {
  try {
    return storage().getItem(key) ?? '';
  } catch {
    return '';
  }
};
const write = (storage, key, value) => {
  try {
    storage().setItem(key, value);
  } catch {
    // storage is full or switched off: it holds until the reload
  }
};
const lasting = () => localStorage;
const tab = () => sessionStorage;
const dark = matchMedia('(prefers-color-scheme: dark)');

const all = (storage, start) => {
  const kept = {};
  try {
    for (const key of Object.keys(storage())) {
      if (key.startsWith(start)) {
        kept[key.slice(start.length)] = storage().getItem(key);
      }
    }
  } catch {
    // nothing is kept
  }

  return kept;
};

// The short values first, as long as they fit; the others are asked for by themselves.
const part = (kept, most) => {
  let left = most;
  return Object.fromEntries(Object.entries(kept).sort((one, other) => one[1].length - other[1].length).filter(([key, value]) => (left -= key.length + JSON.stringify(value).length) >= 0));
};

export function facts() {
  document.documentElement.dataset.ready = 'yes';
  const [here, forGood] = [all(tab, prefix), all(lasting, lastingPrefix)];
  const [kept, longer] = [part(here, mostAtOnce / 4), part(forGood, mostAtOnce / 4)];
  return {
    language: read(lasting, 'chathub.language'),
    languages: [...(navigator.languages ?? [navigator.language])],
    theme: read(lasting, 'chathub.theme'),
    systemIsDark: dark.matches,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
    minutesEast: -new Date().getTimezoneOffset(),
    kept,
    lasting: longer,
    owner: read(lasting, ownerKey).slice(0, 100),
    hasMore: Object.keys(kept).length < Object.keys(here).length || Object.keys(longer).length < Object.keys(forGood).length,
  };
}

// All that is kept, in pieces that the connection takes.
export function rest() {
  const most = mostKept / 2;
  return new TextEncoder().encode(JSON.stringify({ kept: part(all(tab, prefix), most), lasting: part(all(lasting, lastingPrefix), most) }));
}

// What the server keeps for an account takes the place of what this browser had; another's earlier texts go too.
export function restore(owner, values) {
  try {
    const store = lasting();
    const before = read(lasting, ownerKey);
    if (before !== owner) {
      store.removeItem(unsavedKey); // it was not theirs
    }

    if (before !== '' && before !== owner) {
      store.removeItem('chathub.sent');
      store.removeItem('chathub.snippets');
      store.removeItem('chathub.theme');
      store.removeItem('chathub.language');
      Object.keys(store).filter(key => key.startsWith(lastingPrefix)).forEach(key => store.removeItem(key));
    }
  } catch {
    // nothing is kept
  }

  for (const [key, value] of Object.entries(values)) {
    const isMore = key === 'snippets' && (isUnsaved() || !fits(read(lasting, 'chathub.snippets'))); // the server has an older list
    if (value !== '' && !isMore) {
      write(lasting, own.includes(key) ? `chathub.${key}` : lastingPrefix + key, value);
    }
  }

  write(lasting, ownerKey, owner);
  dispatchEvent(new Event('chathub:theme'));
}

export function keep(key, value) {
  write(tab, prefix + key, value);
}

export function keepForGood(key, value) {
  write(lasting, lastingPrefix + key, value);
}

export function chooseTheme(theme) {
  write(lasting, 'chathub.theme', theme);
  dispatchEvent(new Event('chathub:theme'));
}

export function chooseLanguage(tag) {
  write(lasting, 'chathub.language', tag);
  speak(tag);
}

// The texts that must be there without the server are in the page in every language.
export function speak(tag) {
  document.documentElement.lang = tag;
  for (const text of document.querySelectorAll('[data-lang]')) {
    text.hidden = text.dataset.lang !== tag;
  }
}

export function watch(dotnet) {
  const tell = (method, value) => call(dotnet, method, value).catch(() => { /* the server is away: it is told when it is back */ });
  const seen = () => tell('ShowTab', !document.hidden);
  const turned = () => tell('TurnSystem', dark.matches);
  // What an input method is still composing is no filter yet.
  const composing = event => {
    if (event.isComposing && event.target.matches?.('input.filter')) {
      event.stopPropagation();
    }
  };
  const composed = event => {
    if (event.target.matches?.('input.filter')) {
      event.target.dispatchEvent(new Event('input', { bubbles: true }));
    }
  };
  // A menu of pages has done its work when one is chosen.
  const chosen = event => {
    if (event.target.closest?.('a')) {
      event.target.closest(':popover-open')?.hidePopover();
    }
  };
  document.addEventListener('click', chosen);
  addEventListener('input', composing, true);
  addEventListener('compositionend', composed, true);
  document.addEventListener('visibilitychange', seen);
  addEventListener('chathub:found', seen);
  dark.addEventListener('change', turned);
  seen();
  return {
    dispose() {
      document.removeEventListener('click', chosen);
      removeEventListener('input', composing, true);
      removeEventListener('compositionend', composed, true);
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('chathub:found', seen);
      dark.removeEventListener('change', turned);
    },
  };
}
