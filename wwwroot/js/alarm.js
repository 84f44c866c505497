// What tells an operator of a highlight: a short sound, and a notification of the browser while nobody sees the tab.
let audio = null;

const tone = (at, pitch) => {
  const voice = audio.createOscillator();
  const volume = audio.createGain();
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.18);
  voice.connect(volume).connect(audio.destination);
  voice.start(at);
  voice.stop(at + 0.2);
};

export async function sound() {
  try {
    audio ??= new AudioContext();
    await audio.resume();
    tone(audio.currentTime, 660);
    tone(audio.currentTime + 0.12, 880);
    return true;
  } catch {
    return false; // no loudspeaker, or the browser waits for a click
  }
}

// Asks once; afterwards the browser remembers the answer.
export async function permit() {
  if (!('Notification' in window) || !isSecureContext) {
    return 'unsupported';
  }

  return Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission;
}

export function alarm(title, body, sounds, notifies) {
  if (sounds) {
    sound();
  }

  if (notifies && document.hidden && 'Notification' in window && Notification.permission === 'granted') {
    const shown = new Notification(title, { body, tag: 'chathub', silent: true });
    shown.onclick = () => {
      focus();
      shown.close();
    };
  }
}
