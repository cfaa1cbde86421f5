/** Every Spanish word, one chunk: `clinic/<room>/messages/es.json`, the kit's and the shell's. */
export const files = {
  ...import.meta.glob<Record<string, string>>('../../clinic/*/messages/es.json', {
    eager: true,
    import: 'default',
  }),
  ...import.meta.glob<Record<string, string>>(['../../ui/messages/es.json', '../messages/es.json'], {
    eager: true,
    import: 'default',
  }),
};
