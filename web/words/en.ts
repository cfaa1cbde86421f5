/** Every English word, one chunk: `clinic/<room>/messages/en.json`, the kit's and the shell's. */
export const files = {
  ...import.meta.glob<Record<string, string>>('../../clinic/*/messages/en.json', {
    eager: true,
    import: 'default',
  }),
  ...import.meta.glob<Record<string, string>>(['../../ui/messages/en.json', '../messages/en.json'], {
    eager: true,
    import: 'default',
  }),
};
