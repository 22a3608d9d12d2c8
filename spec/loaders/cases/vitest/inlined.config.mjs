export default { test: { server: { deps: { inline: ['carillon'] } } } };
