// Which snippets the server has not got yet: written while it was away, or more than it takes. An older list of its own must not take their place.
const mostSaved = 24_000; // bytes of all snippets that the server keeps; what is sent at once must stay below 32 KB
export const unsavedKey = 'chathub.snippets.unsaved';

const mostSent = 30_000; // bytes of them as they are sent, with a sign before each quote

const bytesOf = text => new TextEncoder().encode(text).length;

export const fits = json => bytesOf(json) <= mostSaved && bytesOf(JSON.stringify(json)) <= mostSent;

export const isUnsaved = () => {
  try {
    return localStorage.getItem(unsavedKey) !== null;
  } catch {
    return false;
  }
};

export const markUnsaved = () => {
  try {
    localStorage.setItem(unsavedKey, 'yes');
  } catch {
    // storage is full or switched off
  }
};

// The server has this list; another tab may have written another meanwhile.
export const saved = json => {
  try {
    if (localStorage.getItem('chathub.snippets') === json) {
      localStorage.removeItem(unsavedKey);
    }
  } catch {
    // nothing is kept
  }
};
