import { useMantineColorScheme } from '@mantine/core';

export type Theme = 'light' | 'dark' | 'system';

/** Light, dark, or as the system says; kept at this workstation. */
export function useTheme(): { readonly theme: Theme; readonly setTheme: (theme: Theme) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return {
    theme: colorScheme === 'auto' ? 'system' : colorScheme,
    setTheme: (theme) => setColorScheme(theme === 'system' ? 'auto' : theme),
  };
}
