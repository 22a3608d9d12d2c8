# Node as process 1. `CMD` in brackets starts it without a shell, which would keep SIGTERM to itself; so would `npm start`.
# Carillon ends process 1, too, which the default action of a signal spares. Docker waits ten seconds before it kills, and
# a stop takes nine at most unless you say otherwise: with a longer drain, say `docker stop -t 30`.
FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY dist ./dist
ENV NODE_ENV=production
USER node
CMD ["node", "--enable-source-maps", "dist/server.js"]
