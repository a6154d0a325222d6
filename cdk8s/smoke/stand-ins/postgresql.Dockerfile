FROM scratch
ADD rootfs.tar /
RUN usermod --uid 26 postgres && rm -rf /var/lib/postgresql/18 && install -d -o 26 -g 26 -m 3777 /var/run/postgresql /var/lib/postgresql/data && chown 26 /var/lib/postgresql
ENV LANG=C.UTF-8 PATH=/usr/lib/postgresql/18/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 26
