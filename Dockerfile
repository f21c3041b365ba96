# What builds the pages is a dependency like the others (npm start builds where it runs); tests and linters are not needed.
FROM node:20-bookworm-slim AS build
WORKDIR /paidan
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN node server/build.mjs

FROM node:20-bookworm-slim
WORKDIR /paidan
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY package.json package-lock.json ./
# The database is a service of its own (DATABASE_URL): the embedded one is left out.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force
COPY --from=build /paidan/build ./build
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "build/paidan/index.js"]
