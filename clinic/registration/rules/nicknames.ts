/** Short forms and the names they stand for (own list, both ways). Data. */
const GROUPS: readonly (readonly string[])[] = [
  ['margaret', 'peggy', 'maggie', 'meg', 'margie', 'rita'],
  ['elizabeth', 'liz', 'beth', 'betty', 'eliza', 'lisa', 'betsy', 'libby'],
  ['william', 'bill', 'will', 'billy', 'liam', 'willy'],
  ['robert', 'bob', 'rob', 'bobby', 'robbie', 'bert'],
  ['richard', 'dick', 'rick', 'rich', 'ricky'],
  ['james', 'jim', 'jimmy', 'jamie'],
  ['john', 'jack', 'johnny', 'jon'],
  ['michael', 'mike', 'mickey', 'mick'],
  ['katherine', 'catherine', 'kate', 'kathy', 'cathy', 'katie', 'kitty', 'kathleen'],
  ['patricia', 'pat', 'patty', 'trish', 'tricia'],
  ['joseph', 'joe', 'joey', 'jose', 'pepe'],
  ['thomas', 'tom', 'tommy'],
  ['charles', 'charlie', 'chuck', 'carlos'],
  ['daniel', 'dan', 'danny'],
  ['anthony', 'tony', 'antonio'],
  ['alexander', 'alex', 'sasha', 'alejandro', 'alexandra', 'sandra'],
  ['samuel', 'sam', 'sammy', 'samantha'],
  ['edward', 'ed', 'eddie', 'ted', 'ned'],
  ['francisco', 'paco', 'pancho', 'frank', 'francis'],
  ['guadalupe', 'lupe', 'lupita'],
  ['maria', 'mary', 'molly', 'polly', 'marie'],
  ['susan', 'sue', 'suzy', 'susana'],
  ['deborah', 'debbie', 'deb', 'debra'],
  ['jennifer', 'jen', 'jenny'],
  ['christopher', 'chris', 'christine', 'christina', 'tina'],
  ['nicholas', 'nick', 'nicolas', 'nicole', 'nicky'],
  ['steven', 'stephen', 'steve', 'esteban'],
  ['andrew', 'andy', 'drew', 'andres'],
  ['matthew', 'matt', 'mateo'],
  ['benjamin', 'ben', 'benny'],
  ['theodore', 'theo', 'teddy'],
  ['rebecca', 'becky', 'becca'],
  ['victoria', 'vicky', 'tori'],
  ['ignacio', 'nacho'],
  ['isabel', 'isabella', 'bella', 'izzy', 'chabela'],
];

const FORMS = new Map<string, readonly string[]>();
for (const group of GROUPS)
  for (const name of group) FORMS.set(name, [...new Set([...(FORMS.get(name) ?? []), ...group])]);

/** [R3] The other forms of a folded given name, itself first. */
export const formsOf = (name: string): readonly string[] => [
  name,
  ...(FORMS.get(name) ?? []).filter((one) => one !== name),
];
