// Passkeys on the pages to sign in and of the own account: the server says what is to be signed and checks the answer; here both are handed on.
const can = isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(location.hostname); // a bare address has none
const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const known = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));

// By hand, not by the browser's own functions: older browsers lack them, and some password managers break them.
const make = async options => {
  const made = await navigator.credentials.create({
    publicKey: { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) },
  });
  return answer(made, { attestationObject: text(made.response.attestationObject), transports: made.response.getTransports?.() ?? [] });
};

const use = async options => {
  const used = await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) } });
  return answer(used, { authenticatorData: text(used.response.authenticatorData), signature: text(used.response.signature), userHandle: text(used.response.userHandle) });
};

const answer = (credential, more) => JSON.stringify({
  id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: {},
  response: { clientDataJSON: text(credential.response.clientDataJSON), ...more },
});

async function sign(form, said) {
  const asked = await fetch(said.dataset.passkeyAsk, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (asked.redirected) {
    location.assign(asked.url); // the form was shown to somebody else, or to nobody: the page is shown anew
    return '';
  }

  const { options, challenge, problem } = await asked.json().catch(() => ({}));
  if (!asked.ok || !options) {
    return problem ?? said.dataset.failed;
  }

  try {
    form.elements.credential.value = await (options.user ? make : use)(options);
  } catch (failure) {
    return failure.name === 'InvalidStateError' ? said.dataset.there : failure.name === 'NotAllowedError' || failure.name === 'AbortError' ? said.dataset.cancelled : said.dataset.failed;
  }

  form.elements.challenge.value = challenge;
  form.querySelectorAll('[type="password"]').forEach(box => { box.disabled = true; }); // it was checked, and need not go again
  form.submit();
  return '';
}

for (const part of document.querySelectorAll('[data-passkey-can]')) {
  part.hidden = (part.dataset.passkeyCan === 'yes') !== can;
}

for (const said of document.querySelectorAll('[data-passkey-ask]')) {
  const form = said.closest('form');
  const button = form.querySelector('button');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = await sign(form, said).catch(() => said.dataset.failed);
    said.hidden = said.textContent === '';
    button.disabled = false;
  });
}
