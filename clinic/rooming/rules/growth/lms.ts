/** The LMS method (README V14-V16). Sources: CDC 2000 and WHO 2006 reference files beside this; see SOURCE.md. */

export interface Lms {
  readonly l: number;
  readonly m: number;
  readonly s: number;
}

/** z of a measurement: ((X/M)^L - 1)/(L*S), or ln(X/M)/S where L is nearly 0. */
export function zScore(x: number, { l, m, s }: Lms): number {
  return Math.abs(l) < 1e-9 ? Math.log(x / m) / s : ((x / m) ** l - 1) / (l * s);
}

/** The measurement at a z: the inverse of `zScore`. */
export function atZ(z: number, { l, m, s }: Lms): number {
  return Math.abs(l) < 1e-9 ? m * Math.exp(s * z) : m * (1 + l * s * z) ** (1 / l);
}

/** Standard normal distribution function (Hart's algorithm as given by West 2005; absolute error below 1e-14). */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  if (size > 37) return z > 0 ? 1 : 0;
  const exponential = Math.exp((-size * size) / 2);
  const tail =
    size < 7.07106781186547
      ? (exponential * NUMERATOR(size)) / DENOMINATOR(size)
      : farTail(size, exponential);
  return z > 0 ? 1 - tail : tail;
}

const horner =
  (...coefficients: readonly number[]) =>
  (x: number) =>
    coefficients.reduce((sum, c) => sum * x + c, 0);
const NUMERATOR = horner(
  3.52624965998911e-2,
  0.700383064443688,
  6.37396220353165,
  33.912866078383,
  112.079291497871,
  221.213596169931,
  220.206867912376,
);
const DENOMINATOR = horner(
  8.83883476483184e-2,
  1.75566716318264,
  16.064177579207,
  86.7807322029461,
  296.564248779674,
  637.333633378831,
  793.826512519948,
  440.413735824752,
);
const farTail = (x: number, exponential: number): number =>
  exponential / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;

/** Percentile 0-100 of a z. */
export const percentileOf = (z: number): number => 100 * normalCdf(z);

/** z of a percentile (0-100, exclusive), by bisection on `normalCdf`: exact enough for a chart, and one algorithm fewer. */
export function zOf(percentile: number): number {
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (percentileOf(middle) < percentile) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
