module.exports = ['mjs', 'cjs'].map(extension => ({
  mode: 'production',
  target: 'node20',
  entry: `./program.${extension}`,
  output: { filename: `from-${extension}.cjs` },
}));
