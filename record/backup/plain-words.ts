/** The failures of a disk as a sentence for the terminal. */
const SENTENCES: Readonly<Record<string, (folder: string) => string>> = {
  ENOSPC: (folder) =>
    `There is no room left for the backup in ${folder}. What was backed up before is still whole; make room or choose another folder.`,
  EDQUOT: (folder) =>
    `The quota of ${folder} is used up. What was backed up before is still whole; make room or choose another folder.`,
  EROFS: (folder) => `${folder} cannot be written to: the disk is read-only.`,
  EACCES: (folder) => `This account may not use ${folder}, or may not read the data of the clinic.`,
  EPERM: (folder) => `This account may not use ${folder}, or may not read the data of the clinic.`,
  EIO: (folder) =>
    `The disk of ${folder} failed while it was used. What was backed up before is not touched.`,
};

/** The same failure, in plain words where there are any. */
export function inPlainWords(problem: unknown, folder: string): unknown {
  const sentence = SENTENCES[(problem as NodeJS.ErrnoException).code ?? ''];
  return sentence ? new Error(sentence(folder), { cause: problem }) : problem;
}
