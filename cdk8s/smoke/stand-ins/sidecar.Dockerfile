FROM debian:bookworm-slim
COPY wheels /wheels
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-venv python3-psycopg2 \
 && python3 -m venv --system-site-packages /venv && /venv/bin/pip install --no-index --find-links /wheels barman boto3 \
 && rm -rf /var/lib/apt/lists/* /wheels
ENV PATH=/venv/bin:$PATH
COPY barman-manager /manager
USER 26:26
ENTRYPOINT ["/manager"]
