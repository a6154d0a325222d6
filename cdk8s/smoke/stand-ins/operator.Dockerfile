FROM debian:bookworm-slim
COPY cnpg-manager /operator/manager_amd64
RUN ln -s operator/manager_amd64 /manager
USER 65532:65532
ENTRYPOINT ["/manager"]
