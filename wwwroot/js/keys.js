// Keys of an input method are its own: Enter takes a word, Escape gives it up. Some browsers say so by the code 229 only.
export const isComposing = event => event.isComposing || event.keyCode === 229;
