// @ts-check

/** @type {import('./library.js').Library} */
export const library = {
  name: 'setInterval',

  everyMillisecond(run) {
    const timer = setInterval(run, 1);
    return { cancelAll: () => clearInterval(timer) };
  },
};
