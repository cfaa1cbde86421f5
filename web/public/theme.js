// Before anything is painted: the theme kept at this workstation, so that a dark screen does not flash white.
(() => {
  const kept = localStorage.getItem('medley.theme');
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
