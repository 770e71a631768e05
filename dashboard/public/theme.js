// Before the first paint: the theme and the language that were chosen here.
try {
  const { theme, language } = JSON.parse(localStorage.getItem('countersign.preferences') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (language === 'bn') document.documentElement.lang = 'bn';
} catch {
  // Without storage, the system's theme.
}
