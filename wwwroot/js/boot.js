// Runs before the first paint, so that a dark page never flashes white.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    let chosen = '';
    try {
      chosen = localStorage.getItem('chathub.theme') ?? '';
    } catch {
      // storage is switched off: the system decides
    }

    root.dataset.theme = chosen === 'dark' || (chosen !== 'light' && dark.matches) ? 'dark' : 'light';
  };
  dark.addEventListener('change', paint);
  addEventListener('storage', paint);
  addEventListener('chathub:theme', paint);
  paint();
})();
