# One file for the five services: docker build --build-arg SERVICE=user-service -t taskmate/user-service:latest .
# Images run under any uid with group 0: nothing they write belongs to a user alone.
# A plain build makes the development image; --target production has no shell. A mirror: --build-arg NODE_IMAGE=…
ARG NODE_IMAGE=node:24.21.0-trixie-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian13:nonroot
ARG POSTGRES_IMAGE=postgres:18.4-trixie

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-progress
COPY . .
RUN bin/setup && bin/build
# Below this line layers differ by service. The native module is copied by name: nothing else of node_modules ships.
ARG SERVICE
RUN test -n "$SERVICE" && mkdir /app /files && cp -r "build/$SERVICE/." /app/ \
 && if [ "$SERVICE" = user-service ]; then mkdir -p /app/node_modules/@node-rs \
 && cp -r node_modules/@node-rs/argon2 node_modules/@node-rs/argon2-linux-*-gnu /app/node_modules/@node-rs/; fi \
 && if [ "$SERVICE" = frontend-service ]; then cp -r build/web /app/web; fi \
 && chmod -R g=u /app /files

FROM ${RUNTIME_IMAGE} AS production
# Distroless keeps node off the PATH, manifests say `node`.
# One memory pool for all threads: JavaScript has one, and each of the others would keep 5 to 15 MB that it has freed.
ARG COMMIT
ENV PATH=/nodejs/bin:$PATH NODE_ENV=production MALLOC_ARENA_MAX=1 WEB_DIR=/app/web COMMIT=$COMMIT
WORKDIR /app
COPY --from=build /app /app
COPY --from=build --chown=10001:0 /files /files
USER 10001:0
ENTRYPOINT ["node"]
CMD ["main.js"]

# Backup and restore drill: PostgreSQL's own clients and server of the same major version, run by Node.
FROM ${POSTGRES_IMAGE} AS operations
ENV NODE_ENV=production
WORKDIR /app
# initdb, which the restore drill runs, insists that its user has a name.
RUN echo 'operations:x:10001:10001::/tmp:/usr/sbin/nologin' >> /etc/passwd
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /src/build/operations /app
USER 10001:0
ENTRYPOINT ["node"]
CMD ["backup.js"]

FROM ${NODE_IMAGE} AS development
RUN apt-get update && apt-get install -y --no-install-recommends bind9-dnsutils ca-certificates curl \
 && rm -rf /var/lib/apt/lists/*
ARG COMMIT
ENV NODE_ENV=production MALLOC_ARENA_MAX=1 WEB_DIR=/app/web COMMIT=$COMMIT
WORKDIR /app
COPY --from=build /app /app
COPY --from=build --chown=10001:0 /files /files
USER 10001:0
ENTRYPOINT ["node"]
CMD ["main.js"]
