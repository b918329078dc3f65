// node bench/bounds/measure.mjs: compares p75 read from a histogram with the true one, for different bounds.
// 400 simulated sites of 1,000 visits for each vital; the shapes cover the range of field data. The numbers are the same in each run.
const SITES = 400;
const VISITS = 1_000;
/** Maximum number of buckets of an exponential histogram in OpenTelemetry's SDKs. */
const MAX_BUCKETS = 160;

const page = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.4, 1.8, 2.5, 3, 4, 5, 7.5, 10, 15, 30, 60];
/** Medians of sites from and to; the share of visits with zero from and to; bounds by name. */
const vitals = {
  lcp: {
    medians: [0.6, 4],
    zeros: [0, 0],
    bounds: { '18, in use': page, 22: [...page, 1.2, 1.6, 2.1, 3.5].sort((a, b) => a - b) },
  },
  inp: {
    medians: [0.03, 0.4],
    zeros: [0, 0],
    bounds: {
      '12, before': [0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5],
      '16, in use': [0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 2, 5],
    },
  },
  cls: {
    medians: [0.005, 0.2],
    zeros: [0.2, 0.7],
    bounds: {
      '10, before': [0, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1],
      '16, in use': [
        0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1,
      ],
    },
  },
};

let state = 42;
const random = () => {
  state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
  return (state + 0.5) / 2 ** 32;
};
const between = ([low, high]) => low + (high - low) * random();
const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());

function visitsOf({ medians, zeros }) {
  const [low, high] = medians.map(Math.log);
  const median = Math.exp(between([low, high]));
  const spread = between([0.5, 1.2]);
  const zeroShare = between(zeros);
  return Array.from({ length: VISITS }, () =>
    random() < zeroShare ? 0 : median * Math.exp(spread * normal()),
  );
}

const truth = (values) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.75) - 1];

/** Interpolates like Prometheus' histogram_quantile(): linearly within a bucket. */
function explicit(values, bounds) {
  const counts = new Array(bounds.length + 1).fill(0);
  for (const value of values) {
    const index = bounds.findIndex((bound) => value <= bound);
    counts[index < 0 ? bounds.length : index] += 1;
  }
  let rank = values.length * 0.75;
  const index = counts.findIndex((count) => {
    rank -= count;
    return rank <= 0;
  });
  if (index === bounds.length) return bounds.at(-1);
  const low = index === 0 ? Math.min(0, bounds[0]) : bounds[index - 1];
  return low + (bounds[index] - low) * (1 + rank / counts[index]);
}

/** Merges all visits at the finest scale that 160 buckets allow; interpolates exponentially within a bucket. */
function exponential(values) {
  const positive = values.filter((value) => value > 0);
  let scale = 20;
  const indexOf = (value) => Math.ceil(Math.log2(value) * 2 ** scale) - 1;
  while (indexOf(Math.max(...positive)) - indexOf(Math.min(...positive)) >= MAX_BUCKETS) scale -= 1;
  const counts = new Map();
  for (const value of positive) counts.set(indexOf(value), (counts.get(indexOf(value)) ?? 0) + 1);
  let rank = values.length * 0.75 - (values.length - positive.length);
  if (rank <= 0) return 0;
  for (const [index, count] of [...counts].sort(([a], [b]) => a - b)) {
    rank -= count;
    if (rank <= 0) return 2 ** ((index + 1 + rank / count) / 2 ** scale);
  }
  throw new Error('The counts do not add up');
}

for (const [vital, shape] of Object.entries(vitals)) {
  const sites = Array.from({ length: SITES }, () => visitsOf(shape));
  const ways = {
    ...Object.fromEntries(
      Object.entries(shape.bounds).map(([name, bounds]) => [name, (values) => explicit(values, bounds)]),
    ),
    exponential,
  };
  for (const [name, read] of Object.entries(ways)) {
    const errors = sites
      // A site whose p75 is zero has no relative error.
      .filter((values) => truth(values) > 0)
      .map((values) => Math.abs(read(values) / truth(values) - 1) * 100)
      .sort((a, b) => a - b);
    const at = (share) => errors[Math.floor((errors.length - 1) * share)].toFixed(1);
    console.log(`${vital} ${name.padEnd(12)} median ${at(0.5)} %, p95 ${at(0.95)} %, worst ${at(1)} %`);
  }
}
