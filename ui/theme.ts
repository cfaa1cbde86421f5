import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

// Mantine asks for ten shades; all of them are our tokens, so that nothing can show its default palette.
const shades = (name: string): MantineColorsTuple => [
  `var(--${name}-soft)`,
  `var(--${name}-soft)`,
  `var(--${name}-edge)`,
  `var(--${name}-edge)`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
];

/** Mantine under our tokens: behaviour from Mantine (focus traps, positioning), looks from tokens.css. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  fontSizes: {
    xs: 'var(--text-xs)',
    sm: 'var(--text-sm)',
    md: 'var(--text)',
    lg: 'var(--text-md)',
    xl: 'var(--text-lg)',
  },
  spacing: { xs: 'var(--s1)', sm: 'var(--s2)', md: 'var(--s3)', lg: 'var(--s4)', xl: 'var(--s6)' },
  radius: {
    xs: '2px',
    sm: 'var(--radius-small)',
    md: 'var(--radius)',
    lg: 'var(--radius-large)',
    xl: 'var(--radius-large)',
  },
  defaultRadius: 'md',
  colors: {
    accent: shades('accent'),
    critical: shades('critical'),
    warn: shades('warn'),
    good: shades('good'),
  },
  primaryColor: 'accent',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--ground)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-default-border': 'var(--hairline-2)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-line-height': 'normal',
    '--mantine-shadow-md': 'var(--float)',
    '--mantine-shadow-xl': 'var(--float)',
  },
  light: {},
  dark: {},
});
