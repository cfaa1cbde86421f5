import type { Answer } from '../call.ts';

/** A parameter of an answer; `part` for one that has several. */
export type Told = Readonly<Record<string, unknown>> & { readonly name: string };

/** What an operation answers, as a Parameters resource. */
export const answerParameters = (parameter: readonly (Told | undefined)[]): Answer => ({
  status: 200,
  body: JSON.stringify({
    resourceType: 'Parameters',
    parameter: parameter.filter((one) => one !== undefined),
  }),
});
