# A static program of Go and nothing else.
FROM scratch
ARG PROGRAM
COPY ${PROGRAM} /program
USER 10001:0
ENTRYPOINT ["/program"]
