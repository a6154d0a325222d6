FROM debian:bookworm-slim
COPY barman-manager /manager
USER 65532:65532
ENTRYPOINT ["/manager"]
