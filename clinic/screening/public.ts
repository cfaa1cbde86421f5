/** What other rooms may ask of screening: the contracts their screens call and the helpers of an open visit. */
export { answerScreener, type ScreenerResult } from './commands/answer-screener.contract.ts';
export { declineScreener } from './commands/decline-screener.contract.ts';
export { keepVersion, openCall } from './commands/keep-version.ts';
export { type OpenVisit, openVisit, providerOf } from './commands/open-visit.ts';
export { recordTobacco } from './commands/record-tobacco.contract.ts';
