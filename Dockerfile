# One image for every service; the command says which one runs.
#   docker build -t kuvert .
#   docker run kuvert services/mailbox/dist/main.js
#   docker run kuvert infra/dist/cli/kuvert.js doctor
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
ENV CI=true
RUN npm install --global pnpm@12
WORKDIR /src
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY packages packages
COPY services services
COPY infra infra
COPY test/package.json test/package.json
RUN pnpm install --frozen-lockfile
RUN pnpm exec tsc -b services/ingest services/mailbox services/outbound infra \
 && pnpm exec vite build services/mailbox/web

# What runs: compiled output and what it imports. No source, tests, test kit, simulators,
# development dependencies, and no embedded database.
FROM build AS production
RUN infra/compose/prune-for-image

FROM ${NODE_IMAGE}
# tesseract-ocr reads faxes by machine; without it tesseract.js does, slower by half.
# hylafax-client hands faxes to a HylaFAX server.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tesseract-ocr hylafax-client \
 && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY --from=production /src ./
# a number, so that Kubernetes too can see that it isn't root
USER 10001:10001
# Runs with a read-only root file system; what is opened is held in memory.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "infra/dist/cli/health.js"]
ENTRYPOINT ["node"]
CMD ["services/ingest/dist/main.js"]
