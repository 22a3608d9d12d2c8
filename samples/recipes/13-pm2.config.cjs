// pm2: one process, since a cluster would run each job once in each. It waits 1.6 seconds by itself before it kills.
module.exports = {
  apps: [{ name: 'shop', script: 'dist/server.js', exec_mode: 'fork', instances: 1, kill_timeout: 12_000 }],
};
