// Starts the page and keeps it alive: it finds the server again by itself, and after a restart of the server it loads anew.
(() => {
  const root = document.documentElement;
  const notice = document.getElementById('components-reconnect-modal');
  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
  let reloading = false;

  const lost = yes => {
    if (yes) {
      root.dataset.connection = 'lost';
      dispatchEvent(new Event('chathub:lost')); // Blazor settles no call that is under way
    } else if (root.dataset.connection) {
      delete root.dataset.connection;
      dispatchEvent(new Event('chathub:found')); // what could not be told meanwhile is told now
    }

    if (yes && !notice.open) {
      notice.show(); // not modal: whoever is writing goes on
    } else if (!yes && notice.open) {
      notice.close();
    }
  };

  // Only once the server answers: a reload against a stopped server would leave the browser's own error page.
  const reload = async () => {
    if (reloading) {
      return;
    }

    reloading = true;
    lost(true);
    for (;;) {
      try {
        const answer = await fetch(location.href, { cache: 'no-store', credentials: 'same-origin' });
        if (answer.ok) {
          location.reload();
          return;
        }
      } catch {
        // not yet
      }

      await pause(700);
    }
  };

  const retry = async () => {
    try {
      if (!await Blazor.reconnect()) {
        await reload();
      }
    } catch {
      // still away: the next try comes by itself
    }
  };

  notice.addEventListener('components-reconnect-state-changed', event => {
    switch (event.detail.state) {
      case 'show':
      case 'retrying':
        lost(true);
        break;
      case 'hide':
        lost(false);
        break;
      case 'failed':
        pause(2000).then(retry);
        break;
      case 'rejected':
      case 'resume-failed':
        reload();
        break;
    }
  });
  notice.querySelector('button').addEventListener('click', reload);
  // A tab that is seen again: Blazor's own next try comes within its interval and keeps what the page holds. A try that hangs, as after
  // the machine slept, is not waited for.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && root.dataset.connection === 'lost') {
      pause(Number(root.dataset.patience ?? 5000)).then(() => root.dataset.connection === 'lost' && reload());
    }
  });
  // Blazor would take a link to a part of the page for another page wherever the address has a query, and would move no focus.
  document.addEventListener('click', event => {
    if (event.target.closest?.('a.skip')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const log = document.getElementById('log');
      (log?.querySelector('[role="log"]') ?? log)?.focus();
    }
  }, true);
  document.getElementById('blazor-error-ui').querySelector('button').addEventListener('click', () => location.reload());

  const speak = navigator.languages?.find(tag => document.querySelector(`[data-lang^="${tag.split('-')[0]}"]`))?.split('-')[0] ?? 'en';
  for (const text of document.querySelectorAll('[data-lang]')) {
    text.hidden = text.dataset.lang.split('-')[0] !== speak;
  }

  Blazor.start({
    circuit: {
      reconnectionOptions: { maxRetries: 1e9, retryIntervalMilliseconds: attempt => (attempt < 1 ? 100 : attempt < 20 ? 500 : 2000) },
    },
  }).catch(reload);

  // The server may go away between sending the page and answering it.
  pause(15000).then(() => {
    if (!root.dataset.ready) {
      reload();
    }
  });
})();
