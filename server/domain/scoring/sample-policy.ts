import type { Policy } from './policy.ts'

/** For tests: the standard policy as migration 014 wrote it: near and in time before well rated and not overloaded. */
export const samplePolicy: Policy = {
  rules: {
    wishes: true,
    region: true,
    'max-travel': false,
    'in-time': false,
  },
  maxTravelMinutes: 90,
  objectives: [
    {
      name: 'travel',
      weight: 50,
      curve: [
        { at: 0, grade: 1 },
        { at: 30, grade: 0.4 },
        { at: 60, grade: 0 },
      ],
    },
    {
      name: 'load',
      weight: 8,
      curve: [
        { at: 0, grade: 1 },
        { at: 100, grade: 0 },
      ],
    },
    {
      name: 'rating',
      weight: 10,
      curve: [
        { at: 3, grade: 0 },
        { at: 4.5, grade: 0.7 },
        { at: 5, grade: 1 },
      ],
    },
    {
      name: 'slack',
      weight: 15,
      curve: [
        { at: -30, grade: 0 },
        { at: 0, grade: 0.3 },
        { at: 60, grade: 1 },
      ],
    },
    {
      name: 'skill-fit',
      weight: 5,
      curve: [
        { at: 0, grade: 1 },
        { at: 3, grade: 0.4 },
      ],
    },
    {
      name: 'familiarity',
      weight: 5,
      curve: [
        { at: 0, grade: 0.3 },
        { at: 1, grade: 0.8 },
        { at: 3, grade: 1 },
      ],
    },
    {
      name: 'fairness',
      weight: 2,
      curve: [
        { at: 50, grade: 1 },
        { at: 100, grade: 0.6 },
        { at: 200, grade: 0 },
      ],
    },
    {
      name: 'stability',
      weight: 10,
      curve: [
        { at: 0, grade: 0 },
        { at: 1, grade: 1 },
      ],
    },
  ],
  ratingPrior: { stars: 4.5, votes: 10 },
  automatic: { floor: 50, lead: 2 },
}
